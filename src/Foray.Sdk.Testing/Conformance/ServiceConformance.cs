using System.Text.Json.Nodes;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Services;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What every service plugin promises.</summary>
public static class ServiceConformance
{
    private const int Crowd = 8;
    private const string Refused = "A DiagnosticException: there is no such method, or the arguments do not fit. Nothing that clients give leads to another exception.";
    private const string Ended = "Disposing it ends the access, with the calls that still run, and no other session; safe to repeat.";
    private const string Apart = "A client's own access to a service; sessions know nothing of each other.";

    // What is right for one method is wrong for another; no list of arguments is more than a client may send.
    private static readonly IReadOnlyList<string> StrangeArguments =
        ["[]", "[null]", "[true]", "[-1]", "[1e308]", "[\"\"]", "[\"\\u0000../..\"]", "[{}]", "[[[[]]]]", "[{\"a\":{\"b\":[null]}}]", "[1,2,3,4,5,6,7,8,9,10,11,12]"];

    /// <summary>The checks of a plugin; see <see cref="ConformanceSuite"/> for how to run them.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks(ServiceSubject subject)
    {
        var checks = new CheckList(subject);
        AddMethods(checks, subject);
        AddRefusals(checks, subject);
        AddEnds(checks, subject);
        AddSessions(checks, subject);
        checks.AddSilence(trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var service = await bench.StartAsync();
            var session = await bench.OpenAsync(service);
            foreach (var method in bench.Answering(service))
                await bench.CallAsync(session, method);
        }));
        return checks.Checks;
    }

    private static void AddMethods(CheckList checks, ServiceSubject subject)
    {
        checks.Add("Its methods have different names, the same every time", "Names of its methods, all different; the same list every time.", trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var service = await bench.StartAsync();
            var before = service.Methods.ToList();
            trial.Require(before.Count > 0 && before.All(name => name.Length > 0), "it has no method, or one without a name", "name every method in Methods");
            var twice = before.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
            trial.Require(twice is null, $"two methods are named '{twice}'", "give each its own name");
            await bench.OpenAsync(service);
            trial.Require(before.SequenceEqual(service.Methods), "the second reading gave another list", "make the list once, in the constructor");
        }));
        checks.Add("Every method answers in JSON that is the caller's own", "The answer, which is the caller's own: shared with nobody, and its numbers finite.", trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var service = await bench.StartAsync();
            var session = await bench.OpenAsync(service);
            foreach (var method in bench.Answering(service))
            {
                var (first, second) = (await bench.CallAsync(session, method), await bench.CallAsync(session, method));
                trial.Require(
                    (first is null || !ReferenceEquals(first, second)) && first?.Parent is null && second?.Parent is null,
                    $"the answer of method '{method}' is part of something that others have too", "give every caller a node of its own: make it anew, or DeepClone it");
                RequireFinite(trial, method, first);
            }
        }));
        checks.Add("A client may have any name", "Who the client is; any text. A DiagnosticException where the client is not let in.", trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var service = await bench.StartAsync();
            foreach (var client in SampleMetrics.Texts)
            {
                var failure = await trial.FailureAsync(
                    async () => bench.Hold(await service.OpenAsync(client, trial.Token)), $"opening a session for '{client}'", "return when the client can call");
                trial.Require(failure is null or DiagnosticException, $"client '{client}' led to {failure?.GetType().Name}: {failure?.Message}", "let the client in, or throw a DiagnosticException");
            }
        }));
    }

    private static void AddRefusals(CheckList checks, ServiceSubject subject)
    {
        checks.Add("An unknown method is a diagnostic", Refused, trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var service = await bench.StartAsync();
            var session = await bench.OpenAsync(service);
            foreach (var method in (IEnumerable<string>)["no_such_method_8d1f", .. SampleMetrics.Texts.Except(service.Methods)])
            {
                var failure = await bench.TryAsync(session, method, []);
                trial.Require(failure is DiagnosticException, $"method '{method}' led to {failure?.GetType().Name ?? "no exception"}", "throw a DiagnosticException that names the method and those that there are");
            }
        }));
        checks.Add("Arguments of any form are answered, or refused by a diagnostic", Refused, trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var service = await bench.StartAsync();
            var session = await bench.OpenAsync(service);
            foreach (var method in service.Methods)
            {
                foreach (var arguments in StrangeArguments)
                {
                    var failure = await bench.TryAsync(session, method, (JsonArray)JsonNode.Parse(arguments)!);
                    trial.Require(
                        failure is null or DiagnosticException,
                        $"method '{method}' with the arguments {arguments} led to {failure?.GetType().Name}: {failure?.Message}",
                        "look at number and type of the arguments first, and throw a DiagnosticException where they do not fit");
                }
            }
        }));
        if (subject.WrongArguments.Count > 0)
        {
            checks.Add("Wrong arguments are a diagnostic", Refused, trial => ServiceBench.UseAsync(subject, trial, async bench =>
            {
                var session = await bench.OpenAsync(await bench.StartAsync());
                foreach (var (method, arguments) in subject.WrongArguments)
                {
                    var failure = await bench.TryAsync(session, method, (JsonArray)arguments.DeepClone());
                    trial.Require(
                        failure is DiagnosticException,
                        $"method '{method}' with the arguments {arguments.ToJsonString()} led to {failure?.GetType().Name ?? "no exception"}",
                        "throw a DiagnosticException that says what is wrong with which argument");
                }
            }));
        }
    }

    private static void AddEnds(CheckList checks, ServiceSubject subject)
    {
        checks.Add("Cancelling ends the opening of a session in time", "The token ends the attempt.", trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var service = await bench.StartAsync();
            await trial.EndsCancelledAsync(
                async () => bench.Hold(await service.OpenAsync("client-1", new CancellationToken(true))), "opening a session with a cancelled token", "hand the token to every call that waits");
        }));
        checks.Add("Cancelling ends a call in time", "The token ends the call.", trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var service = await bench.StartAsync();
            var session = await bench.OpenAsync(service);
            foreach (var method in service.Methods)
            {
                using var cancel = CancellationTokenSource.CreateLinkedTokenSource(trial.Token);
                var call = Task.Run(() => session.CallAsync(method, bench.Arguments(method), cancel.Token), CancellationToken.None);
                await Task.WhenAny(call, Task.Delay(Trial.Silence, trial.Token));
                await cancel.CancelAsync();
                await trial.EndsCancelledAsync(() => call, $"method '{method}', cancelled,", "hand the token to every call that waits");
            }
        }));
        checks.Add("A session that was ended answers no more", Ended, trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var service = await bench.StartAsync();
            var session = await bench.OpenAsync(service);
            await bench.CloseAsync(session);
            foreach (var method in bench.Answering(service))
            {
                var failure = await bench.TryAsync(session, method, bench.Arguments(method));
                trial.Require(
                    failure is ObjectDisposedException,
                    $"after the end of its session method '{method}' led to {failure?.GetType().Name ?? "an answer"}",
                    "remember in the session that it was disposed, and begin every call with ObjectDisposedException.ThrowIf");
            }
        }));
        checks.Add("Ending a session twice is safe", Ended, trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var session = await bench.OpenAsync(await bench.StartAsync());
            await bench.CloseAsync(session);
            await bench.CloseAsync(session);
        }));
        if (subject.Waiting.Count > 0)
        {
            checks.Add("Ending a session ends its calls", Ended, trial => ServiceBench.UseAsync(subject, trial, async bench =>
            {
                var service = await bench.StartAsync();
                foreach (var method in subject.Waiting)
                {
                    var session = await bench.OpenAsync(service);
                    var call = Task.Run(() => session.CallAsync(method, bench.Arguments(method), trial.Token), CancellationToken.None);
                    await Task.WhenAny(call, Task.Delay(Trial.Silence, trial.Token));
                    trial.Require(!call.IsCompleted, $"method '{method}' did not wait", "name in the subject's Waiting the methods that do not answer by themselves");
                    await bench.CloseAsync(session);
                    await trial.FailureAsync(() => call, $"method '{method}', whose session was ended,", "let every call of a session wait for its end too: a cancellation source that DisposeAsync cancels");
                }
            }));
        }
    }

    private static void AddSessions(CheckList checks, ServiceSubject subject)
    {
        const string remedy = "keep what belongs to a client in its session, and leave the rest alone when that is disposed";
        checks.Add("Ending a session leaves others alone", Ended, trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var service = await bench.StartAsync();
            var (one, other) = (await bench.OpenAsync(service), await bench.OpenAsync(service, "client-2"));
            await bench.CloseAsync(one);
            await RequireAnswersAsync(trial, bench, service, other, "after another session had ended", remedy);
        }));
        checks.Add("Sessions can be opened and used at once", "One plugin for all clients, with a session for each. Sessions are opened and used at the same time.", trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var service = await bench.StartAsync();
            await Task.WhenAll(Enumerable.Range(1, Crowd).Select(number => Task.Run(async () =>
            {
                var session = await bench.OpenAsync(service, $"client-{number}");
                await RequireAnswersAsync(trial, bench, service, session, $"while {Crowd} sessions were in use", "guard what the sessions share, and keep the rest in the session");
            })));
        }));
        if (subject.Private.Count > 0)
        {
            checks.Add("Sessions know nothing of each other", Apart, trial => ServiceBench.UseAsync(subject, trial, async bench =>
            {
                var service = await bench.StartAsync();
                var (one, other) = (await bench.OpenAsync(service), await bench.OpenAsync(service, "client-2"));
                foreach (var method in subject.Private)
                {
                    var (first, second) = (await bench.CallAsync(one, method), await bench.CallAsync(other, method));
                    trial.Require(
                        JsonNode.DeepEquals(first, second),
                        $"method '{method}' answered {Describe(first)} to one client, and {Describe(second)} to another whose session was as new",
                        remedy);
                }
            }));
        }

        checks.Add("Two instances do not disturb each other", "Several instances of one plugin may be active at once.", trial => ServiceBench.UseAsync(subject, trial, async bench =>
        {
            var (one, other) = (await bench.StartAsync(), await bench.StartAsync());
            var (first, second) = (await bench.OpenAsync(one), await bench.OpenAsync(other));
            await bench.CloseAsync(first);
            await bench.StopAsync(one);
            await RequireAnswersAsync(trial, bench, other, second, "after another instance had stopped", "keep what an instance holds in its own fields, and no statics with state");
        }));
    }

    private static async Task RequireAnswersAsync(Trial trial, ServiceBench bench, IService service, IServiceSession session, string when, string remedy)
    {
        foreach (var method in bench.Answering(service))
        {
            Exception? failure = null;
            try
            {
                await bench.CallAsync(session, method);
            }
            catch (Exception exception) when (exception is not ConformanceException)
            {
                failure = exception;
            }

            trial.Require(failure is null, $"{when}, method '{method}' led to {failure?.GetType().Name}: {failure?.Message}", remedy);
        }
    }

    private static void RequireFinite(Trial trial, string method, JsonNode? answer)
    {
        try
        {
            answer?.ToJsonString();
        }
        catch (ArgumentException exception)
        {
            throw trial.Breach($"method '{method}' gave a number that is not finite", "leave out what has no number, or give null", exception);
        }
    }

    private static string Describe(JsonNode? answer) => answer?.ToJsonString() ?? "null";
}
