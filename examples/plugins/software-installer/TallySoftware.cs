using Foray.Sdk.Checks;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Installs;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Software;
using Microsoft.Extensions.Logging;

namespace Example.Tally;

/// <summary>Installs tally from the package's own content. A machine that has the wanted version is left alone.</summary>
[Plugin("tally", Description = "Installs tally, which counts words.", Capabilities = [PluginCapabilities.Checks])]
public sealed class TallySoftware(TallyOptions options) : ISoftware
{
    private const string UnknownVersion = "TALLY001";
    private const string NotInstalled = "TALLY002";
    private const string Beside = ".local";

    // The new program takes its place in one step, so that a command which runs the old one is not disturbed.
    private const string Install = """
        set -e
        mkdir -p "$tally_top/bin"
        chmod 755 "$tally_top/share/tally/$tally_version/tally"
        ln -s "../share/tally/$tally_version/tally" "$tally_top/bin/tally.$$"
        mv -f "$tally_top/bin/tally.$$" "$tally_top/bin/tally"
        [ "$("$tally_top/bin/tally" --version)" = "$tally_version" ]
        """;

    private const string Look = """
        [ -x "$tally_top/bin/tally" ] || exit 1
        printf %s "$tally_text" | cmp -s - "$tally_top/bin/tally"
        """;

    private readonly string _top = options.Into == TallyPlace.Shared ? MachineLayout.Shared : $"~/{Beside}";

    /// <inheritdoc/>
    public LabelSelector Labels => options.Labels;

    /// <inheritdoc/>
    public ValueTask CheckAsync(ICheckContext context, CancellationToken cancellationToken)
    {
        if (!TallyContent.Versions.Contains(options.Version))
            context.Report(Diagnostic.Error(UnknownVersion, (context.Section["version"] ?? context.Section).Place, $"there is no tally {options.Version}",
                $"write one of: {string.Join(", ", TallyContent.Versions)}"));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task InstallAsync(IInstallContext context, CancellationToken cancellationToken) =>
        Task.WhenAll(context.Machines.Select(machine => ReportAsync(context, machine, cancellationToken)));

    private async Task ReportAsync(IInstallContext context, IMachine machine, CancellationToken cancellationToken)
    {
        try
        {
            context.Report(machine, await InstallAsync(context, machine, cancellationToken));
        }
        catch (DiagnosticException failure)
        {
            context.Report(machine, new InstallOutcome(Changed: true, failure.Diagnostics[0]));
        }
    }

    private async Task<InstallOutcome> InstallAsync(IInstallContext context, IMachine machine, CancellationToken cancellationToken)
    {
        var commands = new MachineCommands(context, machine, Environment(context));
        if (await commands.RunAsync("look", Script(Look), cancellationToken) == 0)
            return new InstallOutcome(Changed: false);
        context.Logger.LogInformation("tally {Version} goes to '{Machine}'", options.Version, machine.Name);
        await machine.PutAsync([TallyContent.FileOf(options.Version)], $"{_top}/share/tally/{options.Version}", cancellationToken);
        return await commands.RunAsync("install", Script(Install), cancellationToken) == 0
            ? new InstallOutcome(Changed: true)
            : new InstallOutcome(Changed: true, Diagnostic.Error(NotInstalled, $"tally {options.Version} cannot be installed on '{machine.Name}'",
                $"see what the script wrote in {context.LogFolder(machine)}"));
    }

    private Dictionary<string, string> Environment(IInstallContext context) => new(context.Variables)
    {
        ["tally_version"] = options.Version,
        ["tally_text"] = TallyContent.TextOf(options.Version),
    };

    /// <summary>A script that finds the folder above <c>bin</c> in <c>$tally_top</c>.</summary>
    private string Script(string script) => (options.Into == TallyPlace.Shared ? "tally_top=$FORAY_SHARED\n" : $"tally_top=$HOME/{Beside}\n") + script;
}
