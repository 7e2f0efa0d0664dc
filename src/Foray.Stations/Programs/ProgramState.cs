namespace Foray.Stations.Programs;

/// <summary>The captured instance of a program's class. Only a worker of the same runtime reads it.</summary>
/// <param name="Format">Name and version of the form, such as <c>python-pickle-1</c>.</param>
/// <param name="Data">The bytes.</param>
internal sealed record ProgramState(string Format, byte[] Data);
