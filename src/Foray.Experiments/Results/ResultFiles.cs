using Foray.Experiments.Events;
using Foray.Plugins.Loading;
using Foray.Plugins.Scopes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Results;
using Foray.Storage;

namespace Foray.Experiments.Results;

/// <summary>Writes the results of a run in every active format.</summary>
internal sealed class ResultFiles(PluginScope scope, EventStream events)
{
    private static readonly string[] DefaultFormats = ["json", "junit"];

    /// <summary>Writes each file atomically. A format that fails is reported and does not keep the others from being written.</summary>
    public async Task WriteAsync(RunResults results, string folder, CancellationToken cancellationToken)
    {
        await using var inner = scope.OpenScope();
        var instances = inner.Instances<IResultWriter>();
        foreach (var name in scope.Catalog.Settings.Active.GetValueOrDefault("result") ?? DefaultFormats)
        {
            try
            {
                await WriteAsync(instances, name, results, folder, cancellationToken);
            }
            catch (DiagnosticException failure)
            {
                foreach (var diagnostic in failure.Diagnostics)
                    events.Report(diagnostic);
            }
        }
    }

    private async Task WriteAsync(Instances<IResultWriter> instances, string name, RunResults results, string folder, CancellationToken cancellationToken)
    {
        var plugin = scope.Catalog.Find("result", name, out var problem) ?? throw new DiagnosticException(problem!);
        var writer = instances.Add(plugin, null, "settings");
        try
        {
            var path = Path.Combine(folder, Path.GetFileName(writer.FileName));
            await AtomicFile.WriteAsync(path, (stream, token) => writer.WriteAsync(results, stream, token), cancellationToken: cancellationToken);
        }
        catch (Exception error) when (error is not (DiagnosticException or OperationCanceledException))
        {
            throw PluginLoader.Fault(plugin, "failed to write its file", error);
        }
    }
}
