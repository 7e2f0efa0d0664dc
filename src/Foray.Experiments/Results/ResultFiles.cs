using Foray.Experiments.Events;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Plugins.Scopes;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Results;
using Foray.Storage;

namespace Foray.Experiments.Results;

/// <summary>Writes the results of a run in every active format, in the order of the settings.</summary>
internal sealed class ResultFiles(PluginScope scope, EventStream events)
{
    private const string Kind = "result";

    private static readonly string[] DefaultFormats = ["json", "junit"];

    /// <summary>Writes each file atomically. A format that fails is reported and does not keep the others from being written.</summary>
    public async Task WriteAsync(RunResults results, string folder, CancellationToken cancellationToken)
    {
        await using var inner = scope.OpenScope();
        var instances = inner.Instances<IResultWriter>();
        foreach (var format in ActiveFormats())
        {
            try
            {
                await WriteAsync(instances, format, results, folder, cancellationToken);
            }
            catch (DiagnosticException failure)
            {
                foreach (var diagnostic in failure.Diagnostics)
                    events.Report(diagnostic);
            }
        }
    }

    private IReadOnlyList<PluginDescription> ActiveFormats()
    {
        var settings = scope.Catalog.Settings;
        var formats = new List<PluginDescription>();
        foreach (var name in settings.Active.GetValueOrDefault(Kind) ?? DefaultFormats)
        {
            if (scope.Catalog.Find(Kind, name, out var problem) is { } format)
                formats.Add(format);
            else
                events.Report(problem!);
        }

        return [.. formats.Distinct().Order(new PluginOrder(settings))];
    }

    private static async Task WriteAsync(Instances<IResultWriter> instances, PluginDescription format, RunResults results, string folder, CancellationToken cancellationToken)
    {
        var writer = instances.Add(format, null, "settings");
        try
        {
            var path = Path.Combine(folder, Path.GetFileName(writer.FileName));
            await AtomicFile.WriteAsync(path, (stream, token) => writer.WriteAsync(results, stream, token), cancellationToken: cancellationToken);
        }
        catch (Exception error) when (error is not (DiagnosticException or OperationCanceledException))
        {
            throw PluginLoader.Fault(format, "failed to write its file", error);
        }
    }
}
