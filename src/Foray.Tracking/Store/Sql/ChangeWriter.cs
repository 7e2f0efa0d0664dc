using System.Globalization;
using Foray.Sdk.Tracking;
using Foray.Tracking.Artifacts;

namespace Foray.Tracking.Store.Sql;

/// <summary>Writes what happens to runs.</summary>
internal sealed class ChangeWriter(SqlSession session, TimeProvider clock, Func<string, Task<long>> findRun)
{
    /// <summary>Begins the key of the tag that notes a parameter's second value.</summary>
    private const string Refused = "foray.refused.";

    public Task WriteAsync(RunChange change) => change switch
    {
        RunBegan began => BeginAsync(began.Start),
        RunFinished finished => FinishAsync(finished),
        ParameterSet parameter => SetParameterAsync(parameter),
        TagSet { Value: null } tag => RemoveTagAsync(tag),
        TagSet tag => SetTagAsync(tag.Run, tag.Key, tag.Value!),
        MetricLogged logged => RecordAsync(logged.Metric),
        ArtifactLogged artifact => KeepAsync(artifact),
        _ => throw new InvalidOperationException($"a store does not know changes of type {change.GetType()}"),
    };

    private async Task BeginAsync(RunStart start)
    {
        var again = await session.ExecuteAsync(
            "update runs set state = @state, ended = null where run = @run", ("@state", RunStates.NameOf(RunState.Running)), ("@run", start.Id));
        if (again > 0)
            return;
        await session.ExecuteAsync(
            """
            insert into runs (run, experiment, name, parent, state, started, lifecycle)
            values (@run, @experiment, @name, @parent, @state, @started, 0)
            """,
            ("@run", start.Id),
            ("@experiment", await FindOrCreateExperimentAsync(start.Experiment)),
            ("@name", start.Name),
            ("@parent", start.Parent),
            ("@state", RunStates.NameOf(RunState.Running)),
            ("@started", SqlValue.Nanoseconds(start.Started)));
    }

    private async Task<long> FindOrCreateExperimentAsync(string name)
    {
        await SqlExperiments.CreateAsync(session, name, clock.GetUtcNow());
        return (long)(await session.FindAsync("select id from experiments where name = @name", ("@name", name)))!;
    }

    private async Task FinishAsync(RunFinished finished)
    {
        await findRun(finished.Run);
        await session.ExecuteAsync(
            "update runs set state = @state, ended = @ended where run = @run",
            ("@state", RunStates.NameOf(finished.State)), ("@ended", SqlValue.Nanoseconds(finished.Ended)), ("@run", finished.Run));
    }

    private async Task SetParameterAsync(ParameterSet parameter)
    {
        var run = await findRun(parameter.Run);
        var added = await session.ExecuteAsync(
            "insert into params (run, key, value, number) values (@run, @key, @value, @number) on conflict (run, key) do nothing",
            ("@run", run), ("@key", parameter.Key), ("@value", parameter.Value), ("@number", NumberOf(parameter.Value)));
        if (added > 0)
            return;
        var kept = await session.FindAsync("select value from params where run = @run and key = @key", ("@run", run), ("@key", parameter.Key));
        if (!Equals(kept, SqlValue.Of(parameter.Value)))
            await SetTagAsync(parameter.Run, Refused + parameter.Key, parameter.Value);
    }

    private async Task SetTagAsync(string run, string key, string value) => await session.ExecuteAsync(
        """
        insert into tags (run, key, value, number) values (@run, @key, @value, @number)
        on conflict (run, key) do update set value = excluded.value, number = excluded.number
        """,
        ("@run", await findRun(run)), ("@key", key), ("@value", value), ("@number", NumberOf(value)));

    private async Task RemoveTagAsync(TagSet tag) => await session.ExecuteAsync(
        "delete from tags where run = @run and key = @key", ("@run", await findRun(tag.Run)), ("@key", tag.Key));

    private async Task RecordAsync(Metric metric) => await session.ExecuteAsync(
        $"""
        insert into records (run, {MetricRecord.Columns})
        values (@run, @name, @type, @source, @sequence, @time, @step, @number, @body, @numbers, @shape, @content, @media_type, @tags)
        """,
        [("@run", await findRun(metric.Run)), .. MetricRecord.Write(metric)]);

    private async Task KeepAsync(ArtifactLogged artifact)
    {
        ArtifactPath.Check(artifact.Path);
        ContentHash.Check(artifact.Hash);
        await session.ExecuteAsync(
            """
            insert into artifacts (run, path, hash, size, location) values (@run, @path, @hash, @size, @location)
            on conflict (run, path) do update set hash = excluded.hash, size = excluded.size, location = excluded.location
            """,
            ("@run", await findRun(artifact.Run)), ("@path", artifact.Path), ("@hash", artifact.Hash), ("@size", artifact.Size), ("@location", artifact.Location));
    }

    /// <summary>So that parameters can be compared as numbers. A null has to be one of a number: PostgreSQL prepares a statement for the types of its parameters.</summary>
    private static object? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number) ? number : null;
}
