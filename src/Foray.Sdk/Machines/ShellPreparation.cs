namespace Foray.Sdk.Machines;

/// <summary>What came of preparing a machine.</summary>
/// <param name="MissingTools">Programs that the machine lacks; nothing was made where there are some.</param>
/// <param name="IsNew">True where the machine's folder was made, false where it was there before.</param>
public sealed record ShellPreparation(IReadOnlyList<string> MissingTools, bool IsNew);
