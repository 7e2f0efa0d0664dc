using System.Runtime.InteropServices;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Processes;

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

    public static DiagnosticException HasNul(string program) =>
        CannotStart(program, "an argument or environment variable contains a NUL character", "remove the character");

    /// <summary>What an error number of <c>posix_spawn</c> means where streams lead to files.</summary>
    public static DiagnosticException From(int error, FiledRequest request)
    {
        if (Directory.Exists(request.WorkingFolder) && ProgramPath.Find(request.Program) is null)
            return ProgramPath.WhyMissing(request.Program);
        return FileProblem(request.OutputPath) ?? FileProblem(request.ErrorPath) ?? From(error, request.Program, request.WorkingFolder);
    }

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

    private static DiagnosticException? FileProblem(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new DiagnosticException(Diagnostic.Error("FORAY375", $"the file '{path}' for a program's output cannot be made: {exception.Message}", "see that its folder is there and can be written, and that the disk has room"), exception);
        }
    }
}
