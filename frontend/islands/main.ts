import { enhance as bell } from './bell';
import { enhance as copy } from './copy';
import { enhance as live } from './live';
import { enhance as menu } from './menu';
import { enhance as keys } from './keys';
import { enhance as palette } from './palette';
import { enhance as relativeTime } from './relative-time';
import { enhance as rows } from './rows';
import { enhance as theme } from './theme';

bell();
copy();
live();
menu();
keys();
palette();
relativeTime();
rows();
theme();
