@echo off
rem Takes gcmdesk away again. Workspaces, reports and preferences stay where they are.
setlocal
set "classes=HKCU\Software\Classes"
reg delete "%classes%\.gcmdesk" /f >nul 2>&1
reg delete "%classes%\gcmdesk.workspace" /f >nul 2>&1
powershell -NoProfile -Command "Remove-Item -ErrorAction SilentlyContinue ([Environment]::GetFolderPath('Programs') + '\gcmdesk.lnk')"
echo gcmdesk is removed. Your workspaces and reports are where you saved them.
rem The folder that this script lies in goes last, when nothing in it is running any more.
start "" /b cmd /c "timeout /t 2 >nul & rmdir /s /q ""%LOCALAPPDATA%\Programs\gcmdesk"""
