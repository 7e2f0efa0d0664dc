using System.CommandLine;
using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Options;
using Foray.Stations.Agents;

namespace Foray.Cli.Commands.Agents;

/// <summary><c>foray agent status|start|wait|stop|abort|call</c>: one operation of an agent.</summary>
internal static class AgentOperationCommands
{
    private const string BadTimeout = "FORAY228";

    public static Command CreateStatus()
    {
        var target = new AgentTarget("status", "Show the session of an operation.");
        return target.Create(async (call, cancellationToken) =>
        {
            var reply = await call.Agent.StatusAsync(call.Operation, cancellationToken);
            call.Write(reply);
            if (!call.IsJson && reply.Status == AgentReply.Ok)
                AgentReplyOutput.WriteSession(reply.Session, withMessages: true);
            return CodeOf(reply);
        });
    }

    public static Command CreateStart()
    {
        var target = new AgentTarget("start", "Start an operation, and do not wait for its end.");
        var parameters = new ParameterOptions(target.Command);
        return target.Create(async (call, cancellationToken) =>
        {
            var given = await parameters.ReadAsync(call, cancellationToken);
            return call.Write(await call.Agent.StartAsync(call.Operation, given, cancellationToken));
        });
    }

    public static Command CreateWait()
    {
        var target = new AgentTarget("wait", "Wait for the end of an operation.");
        var timeout = new Option<string?>("--timeout") { Description = "Longest wait, such as 30, 30s, 5m or 1h; 0 only looks. Default: until the end.", HelpName = "TIME" };
        target.Command.Options.Add(timeout);
        return target.Create(async (call, cancellationToken) =>
        {
            var reply = await call.Agent.WaitAsync(call.Operation, TimeOf(call.Parsed.GetValue(timeout)), cancellationToken);
            call.Write(reply);
            return AgentReplyOutput.HasFailed(reply.Session) ? ExitCode.Failed : CodeOf(reply);
        });
    }

    public static Command CreateStop()
    {
        var target = new AgentTarget("stop", "Ask a process to end.");
        return target.Create(async (call, cancellationToken) => call.Write(await call.Agent.StopAsync(call.Operation, cancellationToken)));
    }

    public static Command CreateAbort()
    {
        var target = new AgentTarget("abort", "Ask a task to end.");
        return target.Create(async (call, cancellationToken) => call.Write(await call.Agent.AbortAsync(call.Operation, cancellationToken)));
    }

    public static Command CreateCall()
    {
        var target = new AgentTarget("call", "Start an operation, print its messages, and wait for its end; exit code 0 only where it succeeded.");
        var parameters = new ParameterOptions(target.Command);
        return target.Create(async (call, cancellationToken) =>
        {
            var given = await parameters.ReadAsync(call, cancellationToken);
            Action<string> said = call.IsJson ? _ => { } : Console.Out.WriteLine;
            var reply = await call.Agent.CallAsync(call.Operation, given, said, cancellationToken);
            call.Write(reply);
            if (!call.IsJson && reply.Status == AgentReply.Ok)
                AgentReplyOutput.WriteSession(reply.Session, withMessages: false);
            return reply.Status == AgentReply.Ok && AgentReplyOutput.HasSucceeded(reply.Session) ? ExitCode.Done : ExitCode.Failed;
        });
    }

    public static int CodeOf(AgentReply reply) => reply.Status == AgentReply.Ok ? ExitCode.Done : ExitCode.Failed;

    private static TimeSpan? TimeOf(string? text) => text switch
    {
        null => null,
        "0" => TimeSpan.FromSeconds(-1),
        _ when Duration.TryParse(text, out var time) => time,
        _ => throw new DiagnosticException(Diagnostic.Error(BadTimeout, $"--timeout '{text}' is no time", "write it like 30, 30s, 5m or 1h")),
    };
}
