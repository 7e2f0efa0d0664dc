namespace Foray.Storage;

/// <summary>What an appended record has survived when the call returns.</summary>
public enum Durability
{
    /// <summary>The end of this process, however sudden. A power failure within about a second may lose it.</summary>
    Process,

    /// <summary>A power failure too: it is on the disk.</summary>
    Disk,
}
