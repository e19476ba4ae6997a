import { enhance as copy } from './copy';
import { enhance as live } from './live';
import { enhance as menu } from './menu';
import { enhance as relativeTime } from './relative-time';
import { enhance as theme } from './theme';

copy();
live();
menu();
relativeTime();
theme();
