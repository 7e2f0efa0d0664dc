namespace Foray.Processes.Tests;

/// <summary>Programs that are children of this process.</summary>
public sealed class OwnFiledTests() : FiledContract(warden: null);
