using System.Text;
using Microsoft.Extensions.Logging;

namespace Foray.Sites.Vagrant;

/// <summary>Passes on what Vagrant adds to the file of its output, line by line.</summary>
internal sealed class ProgressFile(string path, ILogger logger)
{
    private static readonly Action<ILogger, string, Exception?> Step = LoggerMessage.Define<string>(LogLevel.Information, default, "{Line}");
    private static readonly Action<ILogger, string, Exception?> Detail = LoggerMessage.Define<string>(LogLevel.Debug, default, "{Line}");

    private readonly StringBuilder _rest = new();
    private long _read;

    /// <summary>Passes on the lines that are complete by now.</summary>
    public void Follow()
    {
        if (!File.Exists(path))
            return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(_read, SeekOrigin.Begin);
        var bytes = new byte[Math.Max(0, file.Length - _read)];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _read += count;
        _rest.Append(Encoding.UTF8.GetString(bytes, 0, count));
        var lines = _rest.ToString().Split('\n');
        _rest.Clear().Append(lines[^1]);
        foreach (var line in lines.AsSpan(0, lines.Length - 1))
            Pass(line.Split('\r', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Trim());
    }

    private void Pass(string? line)
    {
        if (string.IsNullOrEmpty(line))
            return;
        if (line.StartsWith("==>", StringComparison.Ordinal))
            Step(logger, line[3..].Trim(), null);
        else
            Detail(logger, line, null);
    }
}
