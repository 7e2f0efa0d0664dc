namespace Foray.Sdk.Machines;

/// <summary>Durable name of a command on its machine: valid across crashes of Foray, for as long as the command's files are there.</summary>
/// <param name="Machine">Name of the machine.</param>
/// <param name="Id">The command's id.</param>
public sealed record CommandHandle(string Machine, string Id);
