using Foray.Sdk.Diagnostics;
using Foray.Sdk.Hooks;
using Foray.Sdk.Options;
using Foray.Sdk.Processes;

namespace Foray.Software.Shell;

/// <summary>A run of a hook's script on this computer, in the experiment's folder.</summary>
internal sealed class LocalScript(string what, IShellScript options, IHookContext context, IProcesses processes)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = context.LocalLogFolder;
        var environment = context.Variables.ToDictionary(variable => variable.Key, string? (variable) => variable.Value, StringComparer.Ordinal);
        if (context.Run is { } run)
            environment["FORAY_RUN_FOLDER"] = run.Folder;
        var result = await processes.RunAsync(new ProcessRequest(options.Executable, ["-c", options.Script])
        {
            WorkingFolder = context.ExperimentFolder,
            Environment = environment,
            Timeout = options.Timeout,
        }, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "stdout"), result.Output, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "stderr"), result.Error, cancellationToken);
        if (result.TimedOut)
            throw Refusal(ShellInstallation.TimedOut, $"timed out after {Duration.Format(options.Timeout)}", result, folder);
        if (result.ExitCode != 0)
            throw Refusal(ShellInstallation.Failed, $"failed with exit code {result.ExitCode}", result, folder);
    }

    private DiagnosticException Refusal(string code, string end, ProcessResult result, string folder)
    {
        var reason = result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [.., var last] ? $": {last}" : "";
        return new DiagnosticException(Diagnostic.Error(code, $"{what} {end}{reason}", $"see what it wrote in {folder}, and run again"));
    }
}
