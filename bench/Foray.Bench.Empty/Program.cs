// The least that a .NET program can do: the limit that starting a command is compared with.
return 0;
