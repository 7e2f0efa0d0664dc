namespace Foray.Processes;

/// <summary>A program to start in a session of its own, as the C library takes it: texts end with NUL, lists with a null pointer.</summary>
internal unsafe ref struct SpawnBlock
{
    public byte* Program;
    public byte** Arguments;
    public byte** Environment;

    /// <summary>Folder to start it in; null for the current one.</summary>
    public byte* Folder;

    public SpawnStream Input;
    public SpawnStream Output;
    public SpawnStream Error;
}
