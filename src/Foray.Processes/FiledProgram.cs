using System.Globalization;
using Foray.Sdk.Processes;

namespace Foray.Processes;

/// <summary>A program to run with its streams in files, ready to start.</summary>
internal sealed class FiledProgram
{
    private const string MarkVariable = "FORAY_PROGRAM";

    private FiledProgram(FiledRequest request, Mark mark, byte[] message) => (Request, Mark, Message) = (request, mark, message);

    /// <summary>What is asked for; its program is an absolute path.</summary>
    public FiledRequest Request { get; }

    /// <summary>What all its processes bear.</summary>
    public Mark Mark { get; }

    /// <summary>All of it as one <see cref="ProgramMessage"/>.</summary>
    public byte[] Message { get; }

    /// <param name="request">What is asked for.</param>
    /// <param name="number">A number that no other program of this process has.</param>
    /// <exception cref="Foray.Sdk.Diagnostics.DiagnosticException">The program is missing, or a text holds a NUL.</exception>
    public static FiledProgram Prepare(FiledRequest request, long number)
    {
        RequireAbsolute(request.WorkingFolder);
        RequireAbsolute(request.OutputPath);
        RequireAbsolute(request.ErrorPath);
        var mark = new Mark(MarkVariable, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{number}-{Guid.NewGuid():N}"));
        var located = request with { Program = Locate(request) };
        var message = ProgramMessage.Encode(located, request.Program, mark) ?? throw StartErrors.HasNul(request.Program);
        return new FiledProgram(located, mark, message);
    }

    // A path is not looked at before it is run: where that fails, the reason is looked for.
    private static string Locate(FiledRequest request)
    {
        if (request.Program.Contains('/', StringComparison.Ordinal))
            return Path.Combine(request.WorkingFolder, request.Program);
        var found = request.Environment.TryGetValue("PATH", out var folders) ? ProgramPath.FindOn(folders, request.Program) : ProgramPath.Find(request.Program);
        return found ?? throw StartErrors.NotInstalled(request.Program);
    }

    private static void RequireAbsolute(string path)
    {
        if (!path.StartsWith('/'))
            throw new ArgumentException($"'{path}' is no absolute path");
    }
}
