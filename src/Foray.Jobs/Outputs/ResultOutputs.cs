using Foray.Jobs.Running;
using Foray.Plugins;
using Foray.Plugins.Loading;
using Foray.Plugins.Manifests;
using Foray.Plugins.Scopes;
using Foray.Plugins.Settings;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Jobs;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;
using Foray.Storage;

namespace Foray.Jobs.Outputs;

/// <summary>Writes the results of a job in every format and to every place that was asked for. A format that fails is told, and keeps nothing from the others.</summary>
internal sealed class ResultOutputs : IAsyncDisposable
{
    private const string Kind = "result";
    private const string Settings = "settings";

    private static readonly string[] DefaultFormats = ["json", "junit", "tap"];

    private readonly List<ResultOutput> _outputs = [];
    private readonly JobServices _services;
    private readonly ProblemList _problems;

    private ResultOutputs(JobServices services, ProblemList problems) => (_services, _problems) = (services, problems);

    /// <summary>Makes an instance for each place. Two for one place are a problem that names both.</summary>
    public static ResultOutputs Open(Job job, PluginScope scope, JobServices services, ProblemList problems)
    {
        var outputs = new ResultOutputs(services, problems);
        var instances = scope.Instances<IResultWriter>();
        foreach (var format in ActiveFormats(scope, problems))
            outputs.Add(instances, format, new ResultTarget(format.Name, null, Settings), job);
        foreach (var target in job.Results)
        {
            if (scope.Catalog.Find(Kind, target.Format, out var problem) is { } format)
                outputs.Add(instances, format, target, job);
            else
                problems.Add(problem!);
        }

        return outputs;
    }

    /// <summary>Begins those that are written while the job runs.</summary>
    public void Begin(JobStart job)
    {
        foreach (var output in _outputs.Where(output => output.Writer.IsLive))
        {
            output.Target = Try(output, () => output.Path is null ? _services.OpenStandardOutput() : File.Create(Full(output, job)));
            if (output.Target is { } target)
                output.Live = Try(output, () => output.Writer.Begin(job, target));
        }
    }

    /// <summary>Adds a test; what comes while the job is being stopped is written too.</summary>
    public async ValueTask AddAsync(TestResult test)
    {
        foreach (var output in _outputs.Where(output => output is { Live: not null, HasFailed: false }))
        {
            await TryAsync(output, async () =>
            {
                await output.Live!.AddAsync(test, CancellationToken.None);
                await output.Target!.FlushAsync(CancellationToken.None);
            });
        }
    }

    /// <summary>Writes what is left to write.</summary>
    public async Task EndAsync(JobResults results)
    {
        foreach (var output in _outputs.Where(output => !output.HasFailed))
            await TryAsync(output, () => output.Live is { } live ? live.EndAsync(results, CancellationToken.None) : WriteAsync(output, results));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var target in _outputs.Select(output => output.Target).OfType<Stream>())
            await target.DisposeAsync();
    }

    private static IReadOnlyList<PluginDescription> ActiveFormats(PluginScope scope, ProblemList problems)
    {
        var settings = scope.Catalog.Settings;
        var formats = new List<PluginDescription>();
        foreach (var name in settings.Active.GetValueOrDefault(Kind) ?? DefaultFormats)
        {
            if (scope.Catalog.Find(Kind, name, out var problem) is { } format)
                formats.Add(format);
            else
                problems.Add(problem!);
        }

        return [.. formats.Distinct().Order(new PluginOrder(settings))];
    }

    private void Add(Instances<IResultWriter> instances, PluginDescription format, ResultTarget target, Job job)
    {
        try
        {
            var claim = target.Path == ResultTarget.StandardOutput ? ResourceClaim.StandardOutput
                : target.Path is null ? null
                : ResourceClaim.File(Path.GetFullPath(target.Path, job.WorkingFolder));
            var instance = instances.Add(format, null, target.Origin, claim is null ? [] : [claim]);
            if (instance is IJobResultWriter writer)
                Add(new ResultOutput(format, writer, PathOf(target, job, writer)));
            else if (target.Origin != Settings)
                _problems.Add(Diagnostic.Error(JobCodes.NoFormForJobs, $"format '{format.Name}' has no form for jobs ({target.Origin})", "choose another one"));
        }
        catch (DiagnosticException failure)
        {
            _problems.Add(failure);
        }
        catch (Exception error)
        {
            _problems.Add(PluginLoader.Fault(format, "failed to name its file", error));
        }
    }

    // A file's name in the job's folder is known only from the instance.
    private void Add(ResultOutput output)
    {
        if (output.Path is { } path && _outputs.Find(other => other.Path == path) is { } other)
            _problems.Add(Diagnostic.Error(PluginCodes.Claimed, $"'{path}' is written by formats '{other.Plugin.Name}' and '{output.Plugin.Name}'", "leave one of them out"));
        else if (output.Path is { } target && Path.IsPathRooted(target) && (Directory.Exists(target) || !Directory.Exists(Path.GetDirectoryName(target))))
            _problems.Add(Diagnostic.Error(JobCodes.FolderFailed, $"'{target}' cannot be written: {(Directory.Exists(target) ? "it is a folder" : "its folder is not there")}", "name another file, or make its folder"));
        else
            _outputs.Add(output);
    }

    private static string? PathOf(ResultTarget target, Job job, IJobResultWriter writer) => target.Path switch
    {
        ResultTarget.StandardOutput => null,
        null => Path.GetFileName(writer.FileName),
        var path => Path.GetFullPath(path, job.WorkingFolder),
    };

    private static string Full(ResultOutput output, JobStart job) => Path.GetFullPath(output.Path!, job.Folder);

    private async Task WriteAsync(ResultOutput output, JobResults results)
    {
        if (output.Path is not null)
        {
            await AtomicFile.WriteAsync(Full(output, results.Start), (stream, token) => output.Writer.WriteAsync(results, stream, token));
            return;
        }

        await using var target = _services.OpenStandardOutput();
        await output.Writer.WriteAsync(results, target, CancellationToken.None);
    }

    private T? Try<T>(ResultOutput output, Func<T?> work)
        where T : class
    {
        try
        {
            return output.HasFailed ? null : work();
        }
        catch (Exception error)
        {
            Fail(output, error);
            return null;
        }
    }

    private async ValueTask TryAsync(ResultOutput output, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error)
        {
            Fail(output, error);
        }
    }

    private void Fail(ResultOutput output, Exception error)
    {
        output.HasFailed = true;
        _problems.Add(error switch
        {
            DiagnosticException failure => failure,
            IOException or UnauthorizedAccessException => new DiagnosticException(Diagnostic.Error(
                JobCodes.FolderFailed, $"{output.Plugin.Kind} '{output.Plugin.Name}' could not be written to {output.Path ?? "standard output"}: {error.Message}"), error),
            _ => PluginLoader.Fault(output.Plugin, "failed to write its results", error),
        });
    }
}
