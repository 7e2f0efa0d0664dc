using Foray.Sdk.Machines;

namespace Foray.Processes;

/// <summary>
/// Runs programs as children of this process. What escaped from one is found by its mark, and what has cleared its environment and left its group besides is not;
/// a program that kills its parent ends this process.
/// </summary>
internal sealed class OwnRuns(Children children, Termination termination, TimeProvider time) : IFiledRuns
{
    public async Task<ProgramEnd> RunAsync(FiledProgram program, CancellationToken cancellationToken)
    {
        var (started, since) = (time.GetUtcNow(), time.GetTimestamp());
        var child = children.Start(program);
        try
        {
            await child.Exit.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await termination.EndAsync(child.Identity, program.Mark, program.Request.Grace, CancellationToken.None);
            await child.Exit;
            throw;
        }

        var elapsed = time.GetElapsedTime(since);
        var left = ProcessTable.MayHaveLeft(child.Identity, program.Mark)
            ? await termination.EndAsync(child.Identity, program.Mark, program.Request.Grace, CancellationToken.None)
            : 0;
        return new ProgramEnd(await child.Exit, started, elapsed) { Resources = child.Usage.ToUse(), LeftRunning = ProcessTable.Exists ? left : null };
    }

    public void Dispose()
    {
    }
}
