using Foray.Plugins.Manifests;
using Foray.Sdk.Results;

namespace Foray.Jobs.Outputs;

/// <summary>A format that writes to one place.</summary>
/// <param name="plugin">The format.</param>
/// <param name="writer">Its instance for this place.</param>
/// <param name="path">Path of the file; null for standard output. A relative one lies in the job's folder.</param>
internal sealed class ResultOutput(PluginDescription plugin, IJobResultWriter writer, string? path)
{
    public PluginDescription Plugin => plugin;

    public IJobResultWriter Writer => writer;

    public string? Path => path;

    /// <summary>What is written while the job runs; null where nothing is.</summary>
    public ILiveResults? Live { get; set; }

    /// <summary>Where that goes to; null where nothing is written.</summary>
    public Stream? Target { get; set; }

    /// <summary>True where it failed, and nothing more is asked of it.</summary>
    public bool HasFailed { get; set; }
}
