using Foray.Sdk.Installs;
using Foray.Sdk.Options;
using Foray.Sdk.Plugins;
using Foray.Sdk.Software;

namespace Foray.Software.Shell;

/// <summary>Installs software with a shell script.</summary>
[Plugin("shell")]
public sealed class ShellSoftware : ISoftware
{
    private readonly ShellSoftwareOptions _options;
    private readonly TimeProvider _time;

    /// <summary>An installation with these options.</summary>
    public ShellSoftware(ShellSoftwareOptions options, TimeProvider time) => (_options, _time) = (options, time);

    /// <inheritdoc/>
    public LabelSelector Labels => _options.Labels;

    /// <inheritdoc/>
    public Task InstallAsync(IInstallContext context, CancellationToken cancellationToken) => ShellInstallation.RunOnAllAsync("installing", _options, context, _time, cancellationToken);
}
