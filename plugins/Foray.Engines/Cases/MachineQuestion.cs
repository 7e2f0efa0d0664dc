namespace Foray.Engines.Cases;

/// <summary>What machines are asked about.</summary>
/// <param name="Code">Code of the diagnostic where one cannot tell.</param>
/// <param name="Subject">What it is asked, as in <c>how Slurm's jobs stand</c>.</param>
internal sealed record MachineQuestion(string Code, string Subject);
