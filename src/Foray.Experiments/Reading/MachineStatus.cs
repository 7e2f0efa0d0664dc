namespace Foray.Experiments.Reading;

/// <summary>A machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Site">Name of the site plugin.</param>
/// <param name="IsReady">False where it was not made to its end.</param>
public sealed record MachineStatus(string Name, string Site, bool IsReady);
