using System.CommandLine;
using Foray.Cli.Extending;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;
using Foray.Sdk.Tracking;

namespace Foray.Cli.Commands.Runs;

/// <summary>The backend <c>mlflow</c>, wherever it comes from, as the target of a copy.</summary>
internal sealed class MLflowTarget : IAsyncDisposable
{
    private const string Plugin = "mlflow";

    private readonly PluginScope _scope;

    private MLflowTarget(PluginScope scope, IBackend backend) => (_scope, Backend) = (scope, backend);

    /// <summary>The backend, which can say what it has.</summary>
    public IBackend Backend { get; }

    /// <summary>Makes the backend.</summary>
    /// <param name="section">Its options.</param>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="DiagnosticException">There is none, or it cannot say what it has (FORAY193).</exception>
    public static MLflowTarget Open(MappingNode section, ParseResult parsed)
    {
        var scope = PluginRun.OpenScope(parsed);
        var backend = scope.Instances<IBackend>().Add(Plugin, section, "command line");
        return backend is IKnowsMetrics
            ? new MLflowTarget(scope, backend)
            : throw new DiagnosticException(Diagnostic.Error(RunsCodes.NoStore, $"the backend '{Plugin}' that is installed cannot say what it has, so nothing can be copied to it", "update its package, or pin the one that comes with Foray"));
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();
}
