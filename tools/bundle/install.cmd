@echo off
rem Installs gcmdesk for this user, without an administrator and without internet: the program, an entry in the start
rem menu and its file type. Run it again to bring a newer version; uninstall.cmd takes everything away but your work.
rem Not tried on Windows yet (README, "Supported systems").
setlocal
set "place=%LOCALAPPDATA%\Programs\gcmdesk"
set "classes=HKCU\Software\Classes"
robocopy "%~dp0." "%place%" /mir /njh /njs /ndl /nfl /np >nul
if errorlevel 8 (
  echo gcmdesk could not be copied to %place%. Close it if it is open, and try again. 1>&2
  exit /b 1
)
reg add "%classes%\.gcmdesk" /ve /d gcmdesk.workspace /f >nul
reg add "%classes%\gcmdesk.workspace" /ve /d "gcmdesk workspace" /f >nul
reg add "%classes%\gcmdesk.workspace\DefaultIcon" /ve /d "\"%place%\gcmdesk.exe\",0" /f >nul
reg add "%classes%\gcmdesk.workspace\shell\open\command" /ve /d "\"%place%\gcmdesk.exe\" \"%%1\"" /f >nul
powershell -NoProfile -Command "$link = (New-Object -ComObject WScript.Shell).CreateShortcut([Environment]::GetFolderPath('Programs') + '\gcmdesk.lnk'); $link.TargetPath = $env:place + '\gcmdesk.exe'; $link.Save()"
echo gcmdesk is installed. You find it in the start menu.
