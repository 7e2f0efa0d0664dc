namespace Foray.Sdk.Machines;

/// <summary>The <c>sh</c> program under which every command runs on its machine.</summary>
public static class CommandWrapper
{
    /// <summary>Its name below the machine's folder.</summary>
    public const string FileName = "wrapper.sh";

    /// <summary>Its text; the head comment tells its arguments and the records it keeps.</summary>
    public static string Text { get; } = EmbeddedText.Read(FileName);
}
