namespace Foray.Stations.Programs.Bastion;

/// <summary>What a program raised and did not catch.</summary>
/// <param name="Type">Name of its type in the program's language.</param>
/// <param name="Message">Its text.</param>
/// <param name="Trace">Where it was raised, as the language prints it; may be empty.</param>
internal sealed record ProgramError(string Type, string Message, string Trace);
