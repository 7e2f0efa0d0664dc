using CsCheck;
using Foray.Sdk.Agents;
using Foray.Stations.Agents.Publishing;
using Foray.Stations.Agents.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Foray.Stations.Tests.Agents;

public sealed class OperationSessionTests
{
    private enum Move
    {
        Run,
        Stop,
        Succeed,
        Fail,
        Degrade,
        Recover,
        Say,
    }

    [Theory]
    [InlineData("starting", "run", "running", true)]
    [InlineData("starting", "stop", "stopping", true)]
    [InlineData("starting", "end", "done", true)]
    [InlineData("running", "run", "running", false)]
    [InlineData("running", "stop", "stopping", true)]
    [InlineData("running", "end", "done", true)]
    [InlineData("stopping", "run", "stopping", false)]
    [InlineData("stopping", "stop", "stopping", false)]
    [InlineData("stopping", "end", "done", true)]
    [InlineData("done", "run", "done", false)]
    [InlineData("done", "stop", "done", false)]
    [InlineData("done", "end", "done", false)]
    public void A_session_moves_as_the_table_says(string before, string move, string after, bool isDone)
    {
        var session = Create();
        if (before is not "starting")
            _ = before switch { "running" => session.TryRun(), "stopping" => session.TryStop(), _ => session.TryEnd(true, "") };

        var moved = move switch { "run" => session.TryRun(), "stop" => session.TryStop(), _ => session.TryEnd(true, "") };

        Assert.Equal(isDone, moved);
        Assert.Equal(after, (string)session.Encode()["status"]!);
    }

    [Fact]
    public void Whatever_happens_a_session_moves_forward_alone_and_its_end_is_final() => Gen.Enum<Move>().Array[0, 30].Sample(moves =>
    {
        var session = Create();
        var (last, end) = (SessionStatus.Starting, (string?)null);
        foreach (var move in moves)
        {
            Do(session, move);
            if (session.Status < last || (end is not null && end != session.Encode().ToJsonString()))
                return false;
            last = session.Status;
            var encoded = session.Encode();
            var isDone = last == SessionStatus.Done;
            if (isDone != (encoded["success"] is not null) || isDone != (encoded["end_time"] is not null) || isDone != session.Ended.IsCompleted || (int)encoded["op_code"]! != (int)session.OpCode)
                return false;
            end ??= isDone ? encoded.ToJsonString() : null;
        }

        return true;
    });

    [Fact]
    public void Of_many_ends_at_once_one_counts() => Gen.Int[2, 8].Sample(
        count =>
        {
            var session = Create();
            var ends = 0;
            Parallel.For(0, count, number => Interlocked.Add(ref ends, session.TryEnd(number % 2 == 0, $"end {number}") ? 1 : 0));
            return ends == 1 && session.Encode()["messages"]!.AsArray().Count == 1;
        },
        iter: 50);

    private static void Do(OperationSession session, Move move)
    {
        switch (move)
        {
            case Move.Run:
                session.TryRun();
                break;
            case Move.Stop:
                session.TryStop();
                break;
            case Move.Succeed or Move.Fail:
                session.TryEnd(move == Move.Succeed, "ended");
                break;
            case Move.Degrade or Move.Recover:
                session.SetDegraded(move == Move.Degrade);
                break;
            default:
                session.AddMessage("said");
                break;
        }
    }

    private static OperationSession Create()
    {
        var time = new FakeTimeProvider();
        return new OperationSession(1, Instrument.Process(), [], new AgentFeeds([], new RecordingFeeds(), time, _ => { }), time);
    }
}
