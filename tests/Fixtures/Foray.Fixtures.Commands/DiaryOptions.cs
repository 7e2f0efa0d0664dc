namespace Foray.Fixtures.Commands;

/// <summary>Where the diary is, and what it does.</summary>
public sealed record DiaryOptions
{
    /// <summary>File of the diary.</summary>
    public required string Diary { get; init; }

    /// <summary>Keep the command from running.</summary>
    public bool DiaryRefuses { get; init; }
}
