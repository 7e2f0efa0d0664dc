using System.Diagnostics;
using System.Text;

namespace Foray.CommandLine;

/// <summary>The real program, as the launcher starts it.</summary>
internal static class ForayProgram
{
    public static string Root { get; } = FindRoot();

    /// <summary>The published program; <c>./test</c> has the launcher publish it before.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Root, "artifacts", "foray", "current", "foray");

    public static string Launcher { get; } = System.IO.Path.Combine(Root, "foray");

    public static Task<CommandResult> RunAsync(string folder, params string[] arguments) => RunProgramAsync(Path, folder, null, arguments);

    public static async Task<CommandResult> RunProgramAsync(
        string program, string folder, IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        using var running = Start(program, folder, environment, arguments);
        return await running.EndAsync();
    }

    public static RunningCommand Start(string program, string folder, IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new RunningCommand(process);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Foray.slnx")))
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository's root was not found");
        return folder;
    }
}
