namespace Foray.Sdk.Diagnostics;

/// <summary>A place in a text file.</summary>
/// <param name="File">Path of the file as the user gave it.</param>
/// <param name="Line">Line, from 1; 0 where the whole file is meant.</param>
/// <param name="Column">Column in characters, from 1; 0 where the whole file or line is meant.</param>
public readonly record struct Place(string File, int Line, int Column)
{
    /// <summary>The form people and editors know: <c>file:line:column</c>, without the parts that are 0.</summary>
    public override string ToString() =>
        Line == 0 ? File : Column == 0 ? $"{File}:{Line}" : $"{File}:{Line}:{Column}";
}
