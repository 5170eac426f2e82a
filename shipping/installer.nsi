; The installer: for the person at the PC, without admin rights. makensis -DFOLDER= -DTARGET= -DVERSION= -DROOT= [-DQUICKLY]
; Books are never touched: only what was installed is removed, folder by folder, never "everything that lies there".
Target amd64-unicode
Unicode true
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\SoKhoi"
Name "Sổ Khối ${VERSION}"
OutFile "${TARGET}"
Icon "${ROOT}/resources/icons/so-khoi.ico"
UninstallIcon "${ROOT}/resources/icons/so-khoi.ico"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\SoKhoi"
InstallDirRegKey HKCU "Software\SoKhoi" "Folder"
!ifdef QUICKLY
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
SetDateSave off
ManifestDPIAware true
LoadLanguageFile "${NSISDIR}/Contrib/Language files/Vietnamese.nlf"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Sổ Khối"
VIAddVersionKey "CompanyName" "Sổ Khối"
VIAddVersionKey "FileDescription" "Bộ cài Sổ Khối"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Giấy phép của các phần: NOTICE.txt"
BrandingText "Sổ Khối ${VERSION}"
; Our own words: those of the language file are in letters with tone marks apart, which many fonts draw badly.
Caption "Cài Sổ Khối ${VERSION}"
UninstallCaption "Gỡ bỏ Sổ Khối"
SubCaption 2 ": chọn thư mục"
SubCaption 3 ": đang cài"
SubCaption 4 ": đã cài xong"
UninstallSubCaption 0 ": xác nhận"
UninstallSubCaption 1 ": đang gỡ"
UninstallSubCaption 2 ": đã gỡ xong"
DirText "Sổ Khối được cài cho riêng người đang dùng máy, không cần quyền quản trị. Sổ và giấy tờ đã có không bị đụng đến. \
Bấm Cài đặt để bắt đầu." "Thư mục cài đặt" "Chọn…" "Chọn thư mục để cài Sổ Khối:"
UninstallText "Chỉ chương trình bị gỡ. Sổ, bản sao lưu, giấy tờ đã lưu và các lựa chọn riêng vẫn còn nguyên." "Gỡ khỏi:"
SpaceTexts "Cần: " "Còn trống: "
InstallButtonText "Cài đặt"
UninstallButtonText "Gỡ bỏ"
MiscButtonText "< Lùi" "Tiếp >" "Hủy bỏ" "Đóng"
DetailsButtonText "Xem chi tiết"
CompletedText "Xong."
Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\giay-phep"
  Delete "$INSTDIR\NOTICE.txt"
  Delete "$INSTDIR\SoKhoi.exe"
!macroend

!macro StopWhileRunning
  ; A program that runs keeps its file from being opened for writing.
  IfFileExists "$INSTDIR\SoKhoi.exe" 0 +6
  ClearErrors
  FileOpen $0 "$INSTDIR\SoKhoi.exe" a
  IfErrors 0 +3
    MessageBox MB_OK|MB_ICONEXCLAMATION "Sổ Khối đang mở. Đóng Sổ Khối rồi chạy lại." /SD IDOK
    Abort
  FileClose $0
!macroend

Section
  !insertmacro StopWhileRunning
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\Go-bo.exe"
  CreateDirectory "$SMPROGRAMS\Sổ Khối"
  CreateShortcut "$SMPROGRAMS\Sổ Khối\Sổ Khối.lnk" "$INSTDIR\SoKhoi.exe"
  CreateShortcut "$SMPROGRAMS\Sổ Khối\Tự kiểm tra.lnk" "$INSTDIR\SoKhoi.exe" "selftest"
  CreateShortcut "$SMPROGRAMS\Sổ Khối\Gỡ bỏ Sổ Khối.lnk" "$INSTDIR\Go-bo.exe"
  WriteRegStr HKCU "Software\SoKhoi" "Folder" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.sokhoi" "" "SoKhoi.So"
  WriteRegStr HKCU "Software\Classes\SoKhoi.So" "" "Sổ của Sổ Khối"
  WriteRegStr HKCU "Software\Classes\SoKhoi.So\DefaultIcon" "" "$INSTDIR\SoKhoi.exe,0"
  WriteRegStr HKCU "Software\Classes\SoKhoi.So\shell\open\command" "" '"$INSTDIR\SoKhoi.exe" "%1"'
  WriteRegStr HKCU "${KEY}" "DisplayName" "Sổ Khối"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\SoKhoi.exe,0"
  WriteRegStr HKCU "${KEY}" "Publisher" "Sổ Khối"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\Go-bo.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\Go-bo.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section Uninstall
  !insertmacro StopWhileRunning
  !insertmacro RemoveProgram
  Delete "$INSTDIR\Go-bo.exe"
  RMDir "$INSTDIR"  ; stays when something of the person's lies in it
  Delete "$SMPROGRAMS\Sổ Khối\Sổ Khối.lnk"
  Delete "$SMPROGRAMS\Sổ Khối\Tự kiểm tra.lnk"
  Delete "$SMPROGRAMS\Sổ Khối\Gỡ bỏ Sổ Khối.lnk"
  RMDir "$SMPROGRAMS\Sổ Khối"
  DeleteRegKey HKCU "Software\Classes\.sokhoi"
  DeleteRegKey HKCU "Software\Classes\SoKhoi.So"
  DeleteRegKey HKCU "Software\SoKhoi"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
