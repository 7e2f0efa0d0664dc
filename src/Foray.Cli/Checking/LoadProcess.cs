using System.Diagnostics;
using System.Globalization;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Checking;

/// <summary>Has a package loaded by another process, so that whatever its code does is a finding and no more.</summary>
/// <param name="assembly">The package's assembly.</param>
/// <param name="package">Its name.</param>
/// <param name="plugins">Packages that the command line names by their paths.</param>
/// <param name="patience">How long one process may take.</param>
internal sealed class LoadProcess(string assembly, string package, IReadOnlyList<string> plugins, TimeSpan patience)
{
    /// <summary>Loads and makes everything; a plugin that ends the process keeps none after it from being tried.</summary>
    public async Task<IReadOnlyList<Diagnostic>> RunAsync(CancellationToken cancellationToken)
    {
        var problems = new List<Diagnostic>();
        for (var skip = 0; ;)
        {
            var file = Path.GetTempFileName();
            try
            {
                var end = await EndAsync(file, skip, cancellationToken);
                problems.AddRange(new LoadReport(file).Read(out var unfinished, out var steps));
                if (unfinished is null)
                    return problems;
                problems.Add(Died(unfinished, end));
                // The first step is the loading of the package as a whole.
                if (steps < 2)
                    return problems;
                skip += steps - 1;
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    private async Task<string> EndAsync(string report, int skip, CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartOf(report, skip))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return $"ended the process with exit code {process.ExitCode}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"did not come to an end within {patience.TotalSeconds} s");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            _ = Task.WhenAll(output, error);
        }
    }

    private ProcessStartInfo StartOf(string report, int skip)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(LoadProcess).Assembly.Location);
        string[] arguments = ["plugin", "check", assembly, "--load-only", report, "--skip", skip.ToString(CultureInfo.InvariantCulture)];
        foreach (var argument in arguments.Concat(plugins.SelectMany(path => (string[])["--plugin", path])))
            start.ArgumentList.Add(argument);
        return start;
    }

    private Diagnostic Died(string step, string end)
    {
        var what = step == LoadTrial.Loading ? "loading it" : $"making '{step}'";
        return Diagnostic.Error(CliCodes.LoadingDied, $"package '{package}': {what} {end}", "do no work in static and module initializers and in constructors; begin it when the plugin is started");
    }
}
