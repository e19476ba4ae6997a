import { enhance as copy } from './copy';
import { enhance as relativeTime } from './relative-time';
import { enhance as theme } from './theme';

copy();
relativeTime();
theme();
