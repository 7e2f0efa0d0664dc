using System.Runtime.InteropServices;
using Foray.Sdk.Diagnostics;

namespace Foray.Processes;

/// <summary>Why a program did not start.</summary>
internal static class StartErrors
{
    public static DiagnosticException NotInstalled(string program) => new(Diagnostic.Error(
        "FORAY301",
        $"program '{program}' is not installed",
        program.Contains('/') ? "install it, or correct its path" : "install it, or add its folder to PATH"));

    public static DiagnosticException CannotStart(string program, string reason, string? remedy = null) =>
        new(Diagnostic.Error("FORAY302", $"cannot start '{program}': {reason}", remedy));

    public static DiagnosticException NotExecutable(string program) =>
        CannotStart(program, "the file is not executable", $"run: chmod +x '{program}'");

    /// <summary>What an error number of <c>posix_spawn</c> means; it is the same for a missing program, folder and interpreter.</summary>
    public static DiagnosticException From(int error, string program, string? folder)
    {
        if (folder is not null && !Directory.Exists(folder))
            return CannotStart(program, $"its working folder '{folder}' does not exist", "create the folder");
        if (error != LibC.NoSuchFile)
            return CannotStart(program, Marshal.GetPInvokeErrorMessage(error));
        return File.Exists(program)
            ? CannotStart(program, "the interpreter named in its first line is missing", "install the interpreter, or correct the line")
            : NotInstalled(program);
    }
}
