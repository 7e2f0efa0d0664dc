using Foray.Sdk.Testing.Conformance;

namespace Foray.Sdk.Testing.Tests.Conformance;

public sealed class PluginConformanceTests : IDisposable
{
    private const string Chats = "Making it writes nothing to the console";
    private const string Defaults = "Where nothing is required, its defaults are enough";
    private const string Makes = "It can be made from the options that the subject gives";
    private const string Manifest = "Its manifest names it, and tells the truth";
    private const string Schema = "The schema of its options is that of the record";
    private const string Writes = "Making it changes no files";

    public static TheoryData<string, string[]> Faults => new()
    {
        { nameof(UnknownPlugin), [Manifest, Schema, Defaults, Makes, Writes, Chats] },
        { nameof(WrongKindPlugin), [Manifest] },
        { nameof(NoFactoryPlugin), [Manifest, Defaults, Makes, Writes, Chats] },
        { nameof(UnlistedOptionPlugin), [Schema] },
        { nameof(NoDefaultPlugin), [Defaults] },
        { nameof(OtherPlugin), [Makes] },
        { nameof(WritingPlugin), [Writes] },
        { nameof(ChattingPlugin), [Chats] },
        { nameof(ThrowingPlugin), [Defaults, Makes, Writes, Chats] },
    };

    public void Dispose()
    {
        if (Directory.Exists(WritingPlugin.Folder))
            Directory.Delete(WritingPlugin.Folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_is_caught_and_nothing_else_is_blamed(string plugin, string[] checks) => Suite.CatchOnlyAsync(Checks(plugin), checks);

    [Fact]
    public Task A_plugin_without_a_fault_passes() => Suite.PassesAsync(Checks(nameof(GoodPlugin)));

    [Fact]
    public void Every_check_has_a_fault() => Suite.IsCovered(Checks(nameof(GoodPlugin)), Faults.SelectMany(row => row.Data.Item2));

    private static IReadOnlyList<ConformanceCheck> Checks(string plugin)
    {
        Directory.CreateDirectory(WritingPlugin.Folder);
        return PluginConformance.Checks(new PluginSubject(typeof(GoodPlugin).Assembly.GetType($"{typeof(GoodPlugin).Namespace}.{plugin}")!)
        {
            Options = plugin == nameof(NoDefaultPlugin) ? new { Size = 2 } : null,
            WatchedFolders = [WritingPlugin.Folder],
        });
    }
}
