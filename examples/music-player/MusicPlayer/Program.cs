using System.CommandLine;
using MusicPlayer;

var root = new RootCommand("Plays songs as text. Decoders and lyrics fetchers are plugins.") { new PlayCommand(), new PluginsCommand() };
foreach (var option in PlayerOptions.All)
    root.Options.Add(option);
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
