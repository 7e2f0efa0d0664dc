using System.Text.Json.Nodes;
using Foray.Sdk.Agents;
using Foray.Sdk.Testing.Agents;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every agent plugin promises.</summary>
public static class AgentConformance
{
    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(AgentSubject subject)
    {
        var checks = new CheckList(subject);
        AddNames(checks, subject);
        AddParameters(checks, subject);
        AddOperations(checks, subject);
        AddFeeds(checks, subject);
        checks.Add("Two instances do not disturb each other", "Several instances of one plugin may be active at once.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var (one, other) = (await hosts.StartAsync(subject.Create), await hosts.StartAsync(subject.Create));
            foreach (var process in one.Operations.Where(operation => operation.Type == AgentOperationType.Process))
            {
                var beside = other.Operations.Single(operation => operation.Name == process.Name);
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(trial.Token);
                var session = SessionOf(subject, beside);
                var running = Task.Run(() => beside.RunAsync(session, stop.Token), CancellationToken.None);
                await Task.WhenAny(session.Spoken, running, Task.Delay(Trial.Silence, trial.Token));
                await RunUntilStoppedAsync(trial, subject, process);
                await Task.WhenAny(running, Task.Delay(Trial.Silence, trial.Token));
                var ended = running.IsCompleted;
                await stop.CancelAsync();
                await trial.EndsCancelledAsync(() => running, $"process '{process.Name}', stopped,", "hand the token to every call that waits");
                trial.Require(!ended, $"stopping process '{process.Name}' of one instance ended that of the other", "keep what an instance holds in its own fields, and no statics with state");
            }
        }));
        return checks.Checks;
    }

    private static void AddNames(CheckList checks, AgentSubject subject)
    {
        checks.Add("Its names are valid and different", "Its tasks and processes, with different names: letters, digits and _.", trial => HostPool.UseAsync(trial, RealTime, hosts =>
        {
            var agent = subject.Create(hosts.Add());
            RequireNames(trial, agent.Operations.Select(operation => operation.Name), "operation");
            RequireNames(trial, agent.Feeds.Select(feed => feed.Name), "feed");
            return Task.CompletedTask;
        }));
        checks.Add("Its operations and feeds are the same every time", "The same list every time.", trial => HostPool.UseAsync(trial, RealTime, async hosts =>
        {
            var agent = subject.Create(hosts.Add());
            var before = Describe(agent);
            trial.Require(before == Describe(agent), "the second reading gave another list", "make the lists once, in the constructor");
            var started = await hosts.StartAsync(subject.Create);
            trial.Require(before == Describe(started), "they are others after the start", "make the lists from the options alone");
        }));
    }

    private static void AddParameters(CheckList checks, AgentSubject subject)
    {
        checks.Add("Its parameters are declared soundly", "What it takes, with different keys.", trial => HostPool.UseAsync(trial, RealTime, hosts =>
        {
            foreach (var operation in subject.Create(hosts.Add()).Operations)
            {
                var faults = AgentParameters.FindFaults(operation.Parameters);
                trial.Require(faults.Count == 0, $"of operation '{operation.Name}', {string.Join("; ", faults)}", "correct the declaration");
            }

            return Task.CompletedTask;
        }));
        checks.Add("What starts with it takes its startup parameters", "What it starts with where it starts with the agent; checked as what a client gives.", trial => HostPool.UseAsync(trial, RealTime, hosts =>
        {
            foreach (var operation in subject.Create(hosts.Add()).Operations.Where(operation => operation.RunsAtStartup))
            {
                var problems = AgentParameters.Read(operation.Parameters, operation.StartupParameters).Problems;
                trial.Require(problems.Count == 0, $"operation '{operation.Name}' cannot be started with the agent: {string.Join("; ", problems)}", "correct its StartupParameters");
            }

            return Task.CompletedTask;
        }));
    }

    private static void AddOperations(CheckList checks, AgentSubject subject)
    {
        checks.Add("Every process runs until it is stopped, and ends in time then", "The token is cancelled when a process is stopped; it then returns soon.", trial => EachAsync(trial, subject, AgentOperationType.Process, (process, _) =>
            RunUntilStoppedAsync(trial, subject, process)));
        checks.Add("Every task ends", "A task ends by itself, soon.", trial => EachAsync(trial, subject, AgentOperationType.Task, (task, _) =>
            RunTaskAsync(trial, subject, task)));
        checks.Add("Its data is finite", "Replaces the session's data; numbers must be finite.", trial => EachAsync(trial, subject, null, async (operation, agent) =>
        {
            var session = await RunAsync(trial, subject, operation);
            foreach (var values in session.States.Concat(session.Published.Select(block => block.Values)))
            {
                var path = FindInfinite(values, "data");
                trial.Require(path is null, $"operation '{operation.Name}' gave a number that is not finite in {path}", "leave out what has no number, or give null");
            }
        }));
    }

    private static void AddFeeds(CheckList checks, AgentSubject subject)
    {
        checks.Add("It publishes to declared feeds alone", "Its feeds. Publishes values to a feed of the agent.", trial => EachAsync(trial, subject, null, async (operation, agent) =>
        {
            var session = await RunAsync(trial, subject, operation);
            var strange = session.Published.Select(block => block.Feed).FirstOrDefault(feed => agent.Feeds.All(declared => declared.Name != feed));
            trial.Require(strange is null, $"operation '{operation.Name}' published to '{strange}', which is no feed of the agent", "name every feed in the agent's Feeds");
        }));
        checks.Add("Its blocks have valid fields, the same every time", "Its fields and their types stay the same for the agent's life.", trial => EachAsync(trial, subject, null, async (operation, agent) =>
        {
            var session = await RunAsync(trial, subject, operation);
            foreach (var block in session.Published.GroupBy(block => (block.Feed, block.Block)))
            {
                var (name, fields) = (block.Key.Block, block.First().Values.Select(value => value.Key).ToList());
                var invalid = AgentNames.IsValid(name) ? fields.FirstOrDefault(field => !AgentNames.IsValidField(field)) : name;
                trial.Require(invalid is null, $"operation '{operation.Name}' published to the invalid name '{invalid}'", "use letters, digits and _ alone, in fields a letter before any digit");
                var isSame = block.All(message => message.Values.Count == fields.Count && fields.All(message.Values.ContainsKey));
                trial.Require(isSame && fields.Count > 0, $"operation '{operation.Name}' published other fields than before in block '{name}', or none", "publish what is measured apart in blocks of its own");
            }
        }));
    }

    private static Task EachAsync(Trial trial, AgentSubject subject, AgentOperationType? type, Func<AgentOperation, IAgent, Task> body) => HostPool.UseAsync(trial, RealTime, async hosts =>
    {
        var agent = await hosts.StartAsync(subject.Create);
        foreach (var operation in agent.Operations.Where(operation => type is null || operation.Type == type))
            await body(operation, agent);
    });

    private static Task<FakeAgentSession> RunAsync(Trial trial, AgentSubject subject, AgentOperation operation) =>
        operation.Type == AgentOperationType.Task ? RunTaskAsync(trial, subject, operation) : RunUntilStoppedAsync(trial, subject, operation);

    private static async Task<FakeAgentSession> RunTaskAsync(Trial trial, AgentSubject subject, AgentOperation task)
    {
        var session = SessionOf(subject, task);
        await trial.EndsAsync(() => task.RunAsync(session, trial.Token), $"task '{task.Name}'", "what does not end by itself is a process; where it takes parameters, give them in the subject");
        return session;
    }

    // A process that says nothing is given a moment.
    private static async Task<FakeAgentSession> RunUntilStoppedAsync(Trial trial, AgentSubject subject, AgentOperation process)
    {
        var session = SessionOf(subject, process);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(trial.Token);
        var running = Task.Run(() => process.RunAsync(session, stop.Token), CancellationToken.None);
        await Task.WhenAny(running, Task.Delay(Trial.Silence, trial.Token));
        var ended = running.IsCompletedSuccessfully;
        await stop.CancelAsync();
        await trial.EndsCancelledAsync(() => running, $"process '{process.Name}', stopped,", "hand the token to every call that waits, and return when it is cancelled");
        trial.Require(!ended, $"process '{process.Name}' ended by itself", "what ends by itself is a task");
        return session;
    }

    private static void RequireNames(Trial trial, IEnumerable<string> names, string what)
    {
        var all = names.ToList();
        var invalid = all.FirstOrDefault(name => name.Length == 0 || name.Any(character => !char.IsAsciiLetterOrDigit(character) && character != '_'));
        trial.Require(invalid is null, $"{what} '{invalid}' has an invalid name", "use letters, digits and _ alone");
        var twice = all.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        trial.Require(twice is null, $"two {what}s are named '{twice}'", "give each its own name");
    }

    private static string? FindInfinite(JsonNode? node, string path) => node switch
    {
        JsonObject values => values.Select(pair => FindInfinite(pair.Value, $"{path}.{pair.Key}")).FirstOrDefault(found => found is not null),
        JsonArray items => items.Select((item, index) => FindInfinite(item, $"{path}[{index}]")).FirstOrDefault(found => found is not null),
        JsonValue value when (value.TryGetValue<double>(out var number) && !double.IsFinite(number)) || (value.TryGetValue<float>(out var single) && !float.IsFinite(single)) => path,
        _ => null,
    };

    private static FakeAgentSession SessionOf(AgentSubject subject, AgentOperation operation) =>
        new(operation, subject.Parameters.GetValueOrDefault(operation.Name));

    private static string Describe(IAgent agent) =>
        string.Join(", ", agent.Operations.Select(operation => $"{operation.Name}:{operation.Type}").Concat(agent.Feeds.Select(feed => $"{feed.Name}:{feed.IsRecorded}:{feed.Buffer}")));

    private static FakeHost RealTime() => new(TimeProvider.System);
}
