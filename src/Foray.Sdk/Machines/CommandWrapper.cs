using System.Security.Cryptography;
using System.Text;

namespace Foray.Sdk.Machines;

/// <summary>The <c>sh</c> program under which every command runs on its machine.</summary>
public static class CommandWrapper
{
    /// <summary>Its name below the machine's folder.</summary>
    public const string FileName = "wrapper.sh";

    /// <summary>Environment variable that has it record its pid alone, for whoever starts it and knows the rest.</summary>
    public const string PlainPidVariable = "FORAY_PLAIN_PID";

    /// <summary>Its text; the head comment tells its arguments and the records it keeps.</summary>
    public static string Text { get; } = EmbeddedText.Read(FileName);

    /// <summary>A line that no other text has, to be its first where a machine is asked which one it has.</summary>
    internal static string Version { get; } = $"# {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)).AsSpan(0, 8))}";
}
