namespace Foray.Stations.Programs.Bastion;

/// <summary>A message of a worker that runs a program.</summary>
internal abstract record WorkerMessage
{
    /// <summary>The program asks for something.</summary>
    /// <param name="Id">Number that the reply has to carry.</param>
    /// <param name="Asked">What it asks for.</param>
    internal sealed record Call(long Id, BastionCall Asked) : WorkerMessage;

    /// <summary>The answer to an invocation of a service.</summary>
    /// <param name="Id">Number of the invocation.</param>
    /// <param name="Value">What the method returned; of no use where there is an error.</param>
    /// <param name="Error">Why it returned nothing; null where it did.</param>
    internal sealed record Result(long Id, ProgramValue Value, BastionError? Error) : WorkerMessage;

    /// <summary>The program printed something.</summary>
    /// <param name="IsError">Whether to standard error.</param>
    /// <param name="Text">What it printed.</param>
    internal sealed record Output(bool IsError, string Text) : WorkerMessage;

    /// <summary>The program has ended; the last message.</summary>
    /// <param name="End">How.</param>
    /// <param name="Error">What it raised; null where it raised nothing.</param>
    /// <param name="State">Its instance at its end; null where that could not be captured.</param>
    internal sealed record Done(DoneEnd End, ProgramError? Error, ProgramState? State) : WorkerMessage;
}
