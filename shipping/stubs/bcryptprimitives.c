/* SOKHOI-WINE-STUB. Wine 8 has no bcryptprimitives.dll (Windows has it since 8); Python 3.13 asks it for random bytes. */
#include <stddef.h>
#include <stdint.h>
__declspec(dllexport) const char sokhoi_stub[] = "SOKHOI-WINE-STUB";
__declspec(dllimport) unsigned char SystemFunction036(void *, unsigned long);
__declspec(dllexport) int ProcessPrng(uint8_t *bytes, size_t count) { return SystemFunction036(bytes, (unsigned long)count); }
int __stdcall DllMain(void *module, unsigned reason, void *reserved) { return 1; }
