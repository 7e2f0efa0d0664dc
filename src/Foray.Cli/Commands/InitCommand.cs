using System.CommandLine;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Commands;

/// <summary><c>foray init</c>: a first experiment to change.</summary>
internal static class InitCommand
{
    private const string FileName = "experiment.yml";

    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Folder for the new file; made if missing.", DefaultValueFactory = _ => "." };
        var command = new Command("init", "Write a first experiment file that runs as it stands. Overwrites nothing.") { folder };
        command.SetAction(parsed => Write(parsed.GetValue(folder)!));
        return command;
    }

    private static int Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        using var template = typeof(InitCommand).Assembly.GetManifestResourceStream(FileName)!;
        Directory.CreateDirectory(folder);
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            template.CopyTo(file);
        }
        catch (IOException) when (File.Exists(path))
        {
            DiagnosticOutput.WriteErrors([Diagnostic.Error("FORAY271", $"'{path}' exists already and is left as it is", "give another folder")]);
            return ExitCode.Usage;
        }

        Console.Out.WriteLine($"wrote {path}; run it with: foray run {path}");
        return ExitCode.Done;
    }
}
