namespace Foray.Processes.Wardens;

/// <summary>What a warden is told.</summary>
internal enum MessageKind
{
    /// <summary>Run a program and answer with a <see cref="WardenReply"/>.</summary>
    Run = 1,

    /// <summary>End the program that runs; nothing where none does.</summary>
    Stop = 2,
}
