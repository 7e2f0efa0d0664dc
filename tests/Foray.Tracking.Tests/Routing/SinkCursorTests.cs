using Foray.Tracking.Routing;
using Foray.Tracking.Tests.Spool;

namespace Foray.Tracking.Tests.Routing;

public sealed class SinkCursorTests
{
    [Fact]
    public void How_far_a_sink_is_can_be_noted_on_a_full_disk()
    {
        using var disk = new SmallDisk();
        var cursor = SinkCursor.Open(disk.Path, "sink");
        cursor.Save();
        Fill(disk.Path);

        cursor.Position = 5;
        cursor.Save();

        Assert.Equal(5, SinkCursor.Open(disk.Path, "sink").Position);
    }

    private static void Fill(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "all"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Assert.Throws<IOException>(() => WriteForever(file));
    }

    private static void WriteForever(FileStream file)
    {
        var part = new byte[4096];
        while (true)
            file.Write(part);
    }
}
