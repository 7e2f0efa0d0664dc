using System.Buffers.Binary;

namespace Foray.EndToEnd.Tests.Plugins;

/// <summary>A program that is not Foray, on Foray's plugin kernel.</summary>
public sealed class MusicPlayerTests(MusicPlayer player) : IClassFixture<MusicPlayer>, IAsyncLifetime
{
    private const int Rate = 8000;

    private readonly TestFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task It_loads_the_decoder_of_the_song_and_no_other()
    {
        var result = await RunAsync("play", Song("twinkle.tone"), "--show-loaded");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("8.000 s, 8000 Hz, channels: 1", result.Output, StringComparison.Ordinal);
        Assert.Contains("loaded: MusicPlayer.Lyrics, MusicPlayer.Tones\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_decodes_a_wave_file_of_two_channels()
    {
        var samples = Enumerable.Range(0, 3 * Rate / 2).SelectMany(index => new[] { (short)(index % 100 * 100), (short)-16384 }).ToArray();
        File.WriteAllBytes(_folder.Of("song.wav"), Wave(samples));

        var result = await RunAsync("play", "song.wav", "--show-loaded");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("1.500 s, 8000 Hz, channels: 2\npeak: 0.500 (-6.0 dB)", result.Output, StringComparison.Ordinal);
        Assert.Contains(new string('▄', 60), result.Output, StringComparison.Ordinal);
        Assert.Contains("loaded: MusicPlayer.Lyrics, MusicPlayer.Wave\n", result.Output, StringComparison.Ordinal);
    }

    // G.711: the code of the largest number is 0x80, or 0x00 below zero; that of zero is 0xff.
    [Theory]
    [InlineData(0x80, "0.980")]
    [InlineData(0x00, "0.980")]
    [InlineData(0xff, "0.000")]
    [InlineData(0xf0, "0.004")]
    public async Task It_decodes_the_law_of_telephones(byte code, string peak)
    {
        File.WriteAllBytes(_folder.Of("song.au"), SunAudio(Enumerable.Repeat(code, Rate).ToArray()));

        var result = await RunAsync("play", "song.au");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains($"1.000 s, 8000 Hz, channels: 1\npeak: {peak} ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "builtin")]
    [InlineData("--order folder", "folder")]
    [InlineData("--disable builtin", "folder")]
    [InlineData("--disable lyrics/builtin --disable MusicPlayer.Lyrics:folder", null)]
    [InlineData("--lyrics folder", "folder")]
    [InlineData("--lyrics folder --lyrics builtin", "builtin")]
    [InlineData("--lyrics folder --lyrics builtin --order folder --order builtin", "folder")]
    public async Task It_asks_lyrics_fetchers_in_order(string options, string? answers)
    {
        var result = await RunAsync(["play", Song("twinkle.tone"), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(answers is null ? [] : [$"lyrics from '{answers}':"], result.Output.Split('\n').Where(line => line.StartsWith("lyrics", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_checks_the_options_of_a_decoder_by_its_manifest()
    {
        var result = await RunAsync("play", Song("twinkle.tone"), "--option", "volume: 3");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error FORAY123: 'volume' is 3", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_reaches_the_decoder()
    {
        var result = await RunAsync("play", Song("twinkle.tone"), "--option", "volume: 0.25");

        Assert.Contains("peak: 0.250 ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("song.mp3", "PLAYER001: no decoder reads '.mp3' files")]
    [InlineData("absent.wav", "PLAYER003: 'absent.wav' cannot be decoded by 'wav'")]
    [InlineData("text.wav", "PLAYER003: 'text.wav' cannot be decoded by 'wav': it does not begin as a WAVE file does")]
    public async Task It_says_what_cannot_be_played(string file, string message)
    {
        _folder.Write("text.wav", "no sound");

        var result = await RunAsync("play", file);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_lists_its_plugins_with_their_states()
    {
        var result = await RunAsync("plugins", "--disable", "wav");

        Assert.True(result.ExitCode == 0, result.ToString());
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..5]);
        Assert.Equal(
            [
                "decoder au MusicPlayer.Wave 1.0.0 validated", "decoder tone MusicPlayer.Tones 1.0.0 validated", "decoder wav MusicPlayer.Wave 1.0.0 disabled",
                "lyrics builtin MusicPlayer.Lyrics 1.0.0 validated", "lyrics folder MusicPlayer.Lyrics 1.0.0 validated",
            ],
            lines.Select(words => string.Join(' ', words)));
    }

    [Fact]
    public async Task A_package_twice_is_used_where_the_user_says_which()
    {
        var second = Directory.CreateDirectory(_folder.Of("more", "MusicPlayer.Tones")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(player.Program)!, "plugins", "MusicPlayer.Tones")))
            File.Copy(file, Path.Combine(second, Path.GetFileName(file)));

        var result = await RunAsync("play", Song("twinkle.tone"), "--decoder", "tone", "--plugins", "more");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("FORAY402: the decoder 'tone' is in several packages", result.Error, StringComparison.Ordinal);
        Assert.Contains(_folder.Of("more"), result.Error, StringComparison.Ordinal);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => ForayProgram.RunProgramAsync(
        player.Program, _folder.Path, new Dictionary<string, string?> { ["XDG_DATA_HOME"] = _folder.Of("data"), ["XDG_CACHE_HOME"] = _folder.Of("cache") }, arguments);

    private string Song(string name) => Path.Combine(player.Songs, name);

    private static byte[] Wave(short[] samples)
    {
        var bytes = new byte[44 + (2 * samples.Length)];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        foreach (var (offset, value) in new[] { (16, 16), (24, Rate), (28, Rate * 4), (40, 2 * samples.Length) })
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offset), value);
        foreach (var (offset, value) in new short[][] { [20, 1], [22, 2], [32, 4], [34, 16] }.Select(pair => (pair[0], pair[1])))
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(offset), value);
        "data"u8.CopyTo(bytes.AsSpan(36));
        for (var index = 0; index < samples.Length; index++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(44 + (2 * index)), samples[index]);
        return bytes;
    }

    private static byte[] SunAudio(byte[] samples)
    {
        var header = new byte[24];
        ".snd"u8.CopyTo(header);
        foreach (var (offset, value) in new[] { (4, header.Length), (8, samples.Length), (12, 1), (16, Rate), (20, 1) })
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(offset), value);
        return [.. header, .. samples];
    }
}
