/* SOKHOI-WINE-STUB. Windows 10 (1709) brought icuuc.dll; Wine 8 has none and Qt6Core imports it. Every call says "no such
   converter, no such zone", after which Qt does what it does without ICU. */
#include <stdint.h>
#define OUT __declspec(dllexport)
OUT const char sokhoi_stub[] = "SOKHOI-WINE-STUB";
enum { FILE_ACCESS_ERROR = 4, UNSUPPORTED_ERROR = 16 };
typedef int Status;
OUT void *ucnv_open(const char *name, Status *status) { if (status) *status = FILE_ACCESS_ERROR; return 0; }
OUT void ucnv_close(void *converter) {}
OUT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
OUT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
OUT void ucnv_reset(void *converter) {}
OUT int8_t ucnv_getMaxCharSize(void *converter) { return 4; }
OUT const char *ucnv_getName(void *converter, Status *status) { return ""; }
OUT void ucnv_getToUCallBack(void *converter, void **action, const void **context) {}
OUT void ucnv_getFromUCallBack(void *converter, void **action, const void **context) {}
OUT void ucnv_setToUCallBack(void *converter, void *a, void *b, void **c, void **d, Status *status) {}
OUT void ucnv_setFromUCallBack(void *converter, void *a, void *b, void **c, void **d, Status *status) {}
OUT void ucnv_cbToUWriteUChars(void *args, const void *source, int count, int offset, Status *status) {}
OUT void ucnv_cbFromUWriteUChars(void *args, const void **source, const void *limit, int offset, Status *status) {}
OUT void ucnv_toUnicode(void) {}
OUT void ucnv_fromUnicode(void) {}
OUT int ucnv_toUCountPending(void *converter, Status *status) { return 0; }
OUT int ucnv_fromUCountPending(void *converter, Status *status) { return 0; }
OUT const char *ucnv_getStandardName(const char *name, const char *standard, Status *status) { return 0; }
OUT const char *ucnv_getAvailableName(int number) { return 0; }
OUT int ucnv_countAvailable(void) { return 0; }
OUT const char *u_errorName(Status status) { return "stub"; }
OUT void *ucal_open(void *zone, int count, void *locale, int type, Status *status) { if (status) *status = UNSUPPORTED_ERROR; return 0; }
OUT void ucal_close(void *calendar) {}
OUT int32_t ucal_getDefaultTimeZone(void *result, int32_t size, Status *status) { if (status) *status = UNSUPPORTED_ERROR; return 0; }
OUT int32_t ucal_getTimeZoneIDForWindowsID(const void *id, int count, const char *region, void *result, int32_t size, Status *status) { if (status) *status = UNSUPPORTED_ERROR; return 0; }
int __stdcall DllMain(void *module, unsigned reason, void *reserved) { return 1; }
