using System.CommandLine;
using Foray.Cli.Hosting;
using Foray.Cli.Output;
using Foray.Packages;
using Foray.Packages.Feeds;
using Spectre.Console;

namespace Foray.Cli.Installing;

/// <summary>Changes a folder of packages, shows what is being done, and says what became of each.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="options">Its options.</param>
internal sealed class PackageWork(ParseResult parsed, PackageOptions options)
{
    /// <summary>Does it.</summary>
    /// <param name="work">What to do with the installer.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">Nothing was changed.</exception>
    public async Task<int> RunAsync(Func<PackageInstaller, CancellationToken, Task<IReadOnlyList<PackageChange>>> work)
    {
        using var interruption = new Interruption();
        var current = Directory.GetCurrentDirectory();
        var folder = options.IsProject(parsed) ? PluginFolder.OfProject(current) : PluginFolder.OfUser();
        var feeds = PackageFeeds.Open(current, options.Sources(parsed));
        Task<IReadOnlyList<PackageChange>> Work(IProgress<PackageProgress>? progress) => work(new PackageInstaller(folder, feeds, progress), interruption.Token);

        if (options.IsJson(parsed))
            ChangeReport.WriteJson(folder, await Work(null));
        else if (Console.IsOutputRedirected)
            ChangeReport.WriteText(folder, await Work(new ShownProgress(Console.Out.WriteLine)), Console.Out);
        else
            ChangeReport.WriteText(folder, await AnsiConsole.Status().StartAsync("looking for packages", status => Work(new ShownProgress(text => status.Status(Markup.Escape(text))))), Console.Out);
        return ExitCode.Done;
    }

    /// <summary>Each step of each package once, in the order in which they come.</summary>
    private sealed class ShownProgress(Action<string> show) : IProgress<PackageProgress>
    {
        private readonly Lock _lock = new();
        private (PackageStage, string) _last;

        public void Report(PackageProgress value)
        {
            lock (_lock)
            {
                if (value.Stage == PackageStage.Done || _last == (value.Stage, value.Id))
                    return;
                _last = (value.Stage, value.Id);
                show($"{value.Stage.ToString().ToLowerInvariant()} {value.Id} {value.Version}".TrimEnd());
            }
        }
    }
}
