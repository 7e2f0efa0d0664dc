namespace Foray.Experiments.Reading;

/// <summary>What a script wrote to one of its streams.</summary>
/// <param name="Title">Experiment, case, machine, script and stream.</param>
/// <param name="Path">Path of the file.</param>
public sealed record ScriptLog(string Title, string Path);
