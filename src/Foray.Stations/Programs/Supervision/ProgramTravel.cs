using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Bastion;
using Foray.Stations.Programs.HandOff;
using Microsoft.Extensions.Logging;

namespace Foray.Stations.Programs.Supervision;

/// <summary>Takes an incarnation to other stations, and sends clones of it.</summary>
internal sealed class ProgramTravel(Incarnation incarnation, ProgramSurroundings station)
{
    /// <summary>Hands the program over. When this returns, it has left: here, or to where nobody knows yet, which the ledger decides.</summary>
    /// <exception cref="BastionException">It stays, and goes on.</exception>
    public async Task MigrateAsync(string destination, ProgramState state, CancellationToken cancellationToken)
    {
        var leaving = incarnation.Capture(state);
        if (await HandOverAsync(leaving, destination, cancellationToken) is not { } outcome)
            return;
        if (outcome.Problem is { } problem)
        {
            incarnation.GoOn(outcome.Epoch);
            throw new BastionException(BastionError.Refused, problem.Message);
        }

        await TellAsync(observer => observer.LeftAsync(leaving with { Epoch = outcome.Epoch }, destination));
    }

    /// <summary>Where a hand-off fails without an outcome, going on here could make two of one program: it ends here, for the station's recovery to find.</summary>
    private async Task<HandOffOutcome?> HandOverAsync(ProgramSnapshot leaving, string destination, CancellationToken cancellationToken)
    {
        try
        {
            return await station.HandOff.Value.MigrateAsync(leaving, destination, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            station.Logger.LogError(exception, "the hand-off of the program {Program} to {Destination} failed without an outcome", leaving.Id, destination);
            return null;
        }
    }

    /// <summary>Sends a clone.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="BastionException">There is none.</exception>
    public async Task<string> CloneAsync(string destination, ProgramState state, CancellationToken cancellationToken)
    {
        var clone = incarnation.Capture(state) with { Id = Guid.NewGuid().ToString("N"), Epoch = 1, Clones = 0 };
        try
        {
            await station.Clones.Value.SendAsync(clone, destination, cancellationToken);
        }
        catch (DiagnosticException exception)
        {
            throw new BastionException(new BastionError(BastionError.Refused, exception.Diagnostics[0].Message), exception);
        }

        incarnation.CountClone();
        await TellAsync(observer => observer.ClonedAsync(clone, destination));
        return clone.Id;
    }

    private async Task TellAsync(Func<IProgramObserver, Task> tell)
    {
        try
        {
            await tell(station.Observer);
        }
        catch (Exception exception)
        {
            station.Logger.LogError(exception, "nobody could be told of a journey of the program {Program}", incarnation.Snapshot.Id);
        }
    }
}
