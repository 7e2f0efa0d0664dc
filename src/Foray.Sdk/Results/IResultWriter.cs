using Foray.Sdk.Plugins;

namespace Foray.Sdk.Results;

/// <summary>A format of results.</summary>
[PluginKind("result")]
public interface IResultWriter
{
    /// <summary>Name of the file it writes in the run's folder, for example <c>results.json</c>.</summary>
    string FileName { get; }

    /// <summary>Writes the results; the host puts the file in place when all of it is written.</summary>
    Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken);
}
