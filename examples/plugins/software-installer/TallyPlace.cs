namespace Example.Tally;

/// <summary>Where the tool goes.</summary>
public enum TallyPlace
{
    /// <summary>Below the folder that all commands on a machine share; gone with the machine.</summary>
    Shared,

    /// <summary>Below <c>~/.local</c>; it stays.</summary>
    Home,
}
