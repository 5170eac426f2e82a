/* SOKHOI-WINE-STUB. Wine 8's mscms.dll lacks WcsCreateIccProfile, which Qt's platform plugin imports. No colours change. */
#define OUT __declspec(dllexport)
OUT const char sokhoi_stub[] = "SOKHOI-WINE-STUB";
OUT int GetColorProfileFromHandle(void *profile, unsigned char *bytes, unsigned *count) { return 0; }
OUT int CloseColorProfile(void *profile) { return 1; }
OUT void *WcsCreateIccProfile(void *profile, unsigned options) { return 0; }
OUT void *OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned creation) { return 0; }
OUT int GetColorDirectoryW(void *machine, void *buffer, unsigned *size) { return 0; }
OUT int EnumColorProfilesW(void *machine, void *record, void *buffer, unsigned *size, unsigned *count) { return 0; }
int __stdcall DllMain(void *module, unsigned reason, void *reserved) { return 1; }
