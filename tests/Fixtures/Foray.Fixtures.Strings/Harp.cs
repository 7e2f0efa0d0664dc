using System.Runtime.InteropServices;
using System.Text;
using Foray.Fixtures.Tuning;
using Foray.Sdk.Plugins;
using Foray.Sdk.Results;

namespace Foray.Fixtures.Strings;

/// <summary>A plugin that needs a library of its package and a native one as soon as it is made.</summary>
[Plugin("harp")]
public sealed class Harp : IResultWriter
{
    private readonly int _hertz = Pitch.Hertz;
    private readonly int _strings = CountStrings();

    /// <inheritdoc/>
    public string FileName => "harp.txt";

    /// <inheritdoc/>
    public Task WriteAsync(RunResults results, Stream target, CancellationToken cancellationToken) =>
        target.WriteAsync(Encoding.UTF8.GetBytes($"{_hertz} {_strings}"), cancellationToken).AsTask();

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_libversion_number")]
    private static extern int CountStrings();
}
